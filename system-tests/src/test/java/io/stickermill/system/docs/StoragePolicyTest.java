package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.operations.storage.Prefixes;
import io.stickermill.platform.storage.StorageKeys;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What deploy/storage lets each service do with the bucket, and what it lets expire, against the code. */
class StoragePolicyTest {

    private static final String PRINCIPAL = "arn:aws:iam::123456789012:user/stickermill-";
    private static final String BUCKET = "arn:aws:s3:::stickermill";

    private record Statement(String sid, String user, List<String> actions, List<String> resources) {}

    private final List<Statement> statements = list(Repository.yaml("deploy/storage/policy.json"), "Statement")
            .map(one -> new Statement(
                    String.valueOf(one.get("Sid")),
                    String.valueOf(((Map<?, ?>) one.get("Principal")).get("AWS")),
                    strings(one.get("Action")),
                    strings(one.get("Resource"))))
            .toList();

    @Test
    void whateverIsStoredHasSomebodyWhoMayPutItAndAKnownLifetime() {
        for (String prefix : written()) {
            assertThat(statements)
                    .as("who may put " + prefix)
                    .anyMatch(statement -> statement.actions.contains("s3:PutObject")
                            && statement.resources.contains(BUCKET + "/" + prefix + "*"));
        }
        assertThat(Stream.concat(Prefixes.SHORT_LIVED.stream(), Prefixes.LASTING.stream()))
                .as("what `storage check` knows")
                .containsExactlyInAnyOrderElementsOf(written());
    }

    @Test
    void nothingIsForEverybodyOrForEverything() {
        assertThat(statements.stream().map(Statement::user).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("gateway", "generation", "delivery", "history", "backfill", "tools")
                                .map(name -> PRINCIPAL + name)
                                .toList());
        Set<String> known = new TreeSet<>(written());
        known.add("checks/");
        for (Statement statement : statements) {
            assertThat(statement.actions).as(statement.sid).isNotEmpty().noneMatch(action -> action.contains("*"));
            assertThat(statement.resources)
                    .as(statement.sid)
                    .isNotEmpty()
                    .allMatch(resource -> resource.equals(BUCKET)
                            || known.stream().anyMatch(prefix -> resource.equals(BUCKET + "/" + prefix + "*")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "generation", "delivery", "history", "backfill"})
    void aServiceMayDoWhatItsCodeDoesAndNoMore(String service) {
        String code = String.join("\n", Repository.texts(service + "-service/src/main/java", ".java"));
        Set<String> does = new TreeSet<>(Set.of("s3:ListBucket"));
        if (code.matches("(?s).*\\bstorage\\.put\\(.*")) {
            does.add("s3:PutObject");
        }
        if (code.matches("(?s).*\\bstorage(\\.|::)(get|open|size|link)\\b.*")) {
            does.add("s3:GetObject");
        }
        if (code.matches("(?s).*\\bstorage(\\.|::)delete\\b.*")) {
            does.add("s3:DeleteObject");
        }

        Set<String> may = new TreeSet<>();
        statements.stream()
                .filter(statement -> statement.user.equals(PRINCIPAL + service))
                .forEach(statement -> may.addAll(statement.actions));
        assertThat(may).isEqualTo(does);
    }

    @Test
    void whatIsShortLivedExpiresAndNothingElseDoes() {
        assertThat(list(Repository.yaml("deploy/storage/lifecycle.json"), "Rules")
                        .filter(rule -> rule.containsKey("Expiration"))
                        .map(rule -> String.valueOf(((Map<?, ?>) rule.get("Filter")).get("Prefix"))))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Prefixes.SHORT_LIVED.stream(), Stream.of("checks/"))
                        .toList());
    }

    /** The first part of every key that the code makes; a new kind of key is found without being told here. */
    private static Set<String> written() {
        Set<String> prefixes = Arrays.stream(StorageKeys.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getReturnType() == String.class)
                .map(StoragePolicyTest::prefix)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(prefixes).hasSizeGreaterThan(5);
        // Backfill makes keys of its own, as the bot before made them.
        String own = Repository.text("backfill-service/src/main/java/io/stickermill/backfill/plan/ItemKeys.java");
        Pattern.compile("\"([a-z_]+/)").matcher(own).results().forEach(found -> prefixes.add(found.group(1)));
        return prefixes;
    }

    private static String prefix(Method method) {
        try {
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(type -> type == UUID.class
                            ? (Object) new UUID(0, 1)
                            : type == Instant.class ? Instant.EPOCH : type == int.class ? (Object) 1 : "x")
                    .toArray();
            String key = String.valueOf(method.invoke(null, arguments));
            return key.substring(0, key.indexOf('/') + 1);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method + " is a key of another kind: say here how to make one", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> list(Map<String, Object> file, String name) {
        return ((List<Map<String, Object>>) file.get(name)).stream();
    }

    private static List<String> strings(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }
}
