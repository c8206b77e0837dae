package io.stickermill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PeerProgramsTest {

    @Test
    void eachPackageHasOneVersionWhichTheLockFileHasToo() throws IOException {
        JsonNode asked = json("package.json").path("dependencies");
        JsonNode locked = json("package-lock.json").path("packages");

        assertThat(asked.properties()).isNotEmpty().allSatisfy(each -> {
            assertThat(each.getValue().asText()).matches("\\d+\\.\\d+\\.\\d+");
            assertThat(locked.path("node_modules/" + each.getKey()).path("version"))
                    .isEqualTo(each.getValue());
        });
        assertThat(locked.properties())
                .filteredOn(each -> !each.getKey().isEmpty())
                .allSatisfy(each -> {
                    assertThat(each.getValue().path("integrity").asText()).startsWith("sha512-");
                    assertThat(each.getValue().has("resolved"))
                            .as("a registry's address in " + each.getKey())
                            .isFalse();
                });
    }

    @Test
    void aProgramThatThereIsNotIsNoFault() throws InterruptedException {
        assertThat(PeerPrograms.isThere("no-such-program-here", "--version")).isFalse();
    }

    private static JsonNode json(String file) throws IOException {
        try (InputStream source = Objects.requireNonNull(PeerProgramsTest.class.getResourceAsStream("peers/" + file))) {
            return Json.MAPPER.readTree(source);
        }
    }
}
