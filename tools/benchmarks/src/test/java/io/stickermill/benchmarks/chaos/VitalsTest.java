package io.stickermill.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VitalsTest {

    @Test
    void theHeapIsBothGenerations() {
        assertThat(Vitals.heapIn("""
                4711:
                 DefNew     total 14784K, used 1200K [0x00, 0x00, 0x00)
                  eden space 13184K,   1% used [0x00, 0x00, 0x00)
                  from space 1600K,   0% used [0x00, 0x00, 0x00)
                 Tenured    total 32768K, used 24800K [0x00, 0x00, 0x00)
                  the  space 32768K,  75% used [0x00, 0x00, 0x00)
                 Metaspace       used 9900K, committed 10000K, reserved 1114112K
                  class space    used 1000K, committed 1100K, reserved 1048576K
                """)).isEqualTo(26);
    }

    @Test
    void oldNamesOfTheGenerationsAreKnownToo() {
        assertThat(
                        Vitals.heapIn(
                                " def new generation   total 9K, used 500K [0x0)\n tenured generation   total 9K, used 600K [0x0)\n"))
                .isEqualTo(1);
    }

    @Test
    void anotherCollectorsWordsAreNoHeapOfZero() {
        assertThat(Vitals.heapIn(" garbage-first heap   total 262144K, used 1200K [0x0)\n"))
                .isEqualTo(-1);
    }
}
