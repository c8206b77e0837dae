package io.stickermill.localstack.parts;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An S3 server (S3Proxy) whose objects are files in a folder. */
final class S3Part implements Part {

    static final String BUCKET = "stickermill";
    static final String REGION = "us-east-1";

    /** What a put that was cut off by a kill leaves behind: the object's name and a random UUID. */
    private static final Pattern STRAY =
            Pattern.compile(".+-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private final Site site;

    static Path objects(Site site) {
        return objects(site.home());
    }

    static Path objects(Home home) {
        return home.data(PartKind.S3.partName()).resolve("buckets").resolve(BUCKET);
    }

    S3Part(Site site) {
        this.site = site;
    }

    @Override
    public String name() {
        return PartKind.S3.partName();
    }

    @Override
    public String address() {
        return site.http(name());
    }

    @Override
    public Launch launch() throws IOException {
        Path folder = site.home().data(name());
        // A bucket is a folder here, so that none needs to be made through the API.
        Path bucket = Files.createDirectories(objects(site));
        sweepStrays(bucket);
        Path settings = folder.resolve("s3proxy.properties");
        // S3Proxy reads its credentials from nowhere else; the file is its owner's only.
        Home.writePrivate(settings, settings(folder.resolve("buckets")));
        return new Launch(
                Stream.of(
                                List.of(site.build().java(), "-Xms32m", "-Xmx128m", "-XX:+UseSerialGC"),
                                site.jit().options(),
                                List.of("-jar", site.build().s3Jar().toString(), "--properties", settings.toString()))
                        .flatMap(List::stream)
                        .toList(),
                Map.of("LOG_LEVEL", "warn"),
                folder);
    }

    @Override
    public boolean ready() throws IOException, InterruptedException {
        return Readiness.answersOk(address() + "/healthz");
    }

    private String settings(Path buckets) throws IOException {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "s3proxy.endpoint",
                address(),
                "s3proxy.authorization",
                "aws-v2-or-v4",
                "s3proxy.identity",
                site.secrets().s3AccessKey(),
                "s3proxy.credential",
                site.secrets().s3SecretKey(),
                "jclouds.provider",
                "filesystem-nio2",
                "jclouds.filesystem.basedir",
                buckets.toString(),
                "jclouds.identity",
                "unused",
                "jclouds.credential",
                "unused"));
        StringWriter text = new StringWriter();
        properties.store(text, "Written at each start.");
        return text.toString();
    }

    private static void sweepStrays(Path bucket) throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            List<Path> strays = files.filter(Files::isRegularFile)
                    .filter(file -> STRAY.matcher(file.getFileName().toString()).matches())
                    .toList();
            for (Path stray : strays) {
                Files.delete(stray);
            }
        }
    }
}
