package io.stickermill.localstack.parts;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Bot API emulator. */
final class EmulatorPart implements Part {

    private final Site site;

    EmulatorPart(Site site) {
        this.site = site;
    }

    @Override
    public String name() {
        return PartKind.EMULATOR.partName();
    }

    @Override
    public String address() {
        return site.http(name());
    }

    @Override
    public Launch launch() {
        return new Launch(
                Stream.of(
                                List.of(site.build().java(), "-Xms32m", "-Xmx192m", "-XX:+UseSerialGC"),
                                site.jit().options(),
                                List.of(
                                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                                        "-jar",
                                        site.build().emulatorJar().toString(),
                                        "--port",
                                        Integer.toString(site.ports().of(name())),
                                        "--data",
                                        site.home().data(name()).toString()))
                        .flatMap(List::stream)
                        .toList(),
                Map.of("STICKERMILL_TELEGRAM_TOKEN", site.secrets().telegramToken()),
                site.home().data(name()));
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Readiness.answersOk(address() + "/admin/health");
    }
}
