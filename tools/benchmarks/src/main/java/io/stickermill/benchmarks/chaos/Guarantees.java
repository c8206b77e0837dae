package io.stickermill.benchmarks.chaos;

import io.stickermill.schemas.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The design's invariants, as far as a run can break them. */
final class Guarantees {

    private Guarantees() {}

    static List<Guarantee> all() {
        return List.of(
                guarantee("I3 nothing accepted is lost", Guarantees::lost),
                guarantee("I7 nothing comes twice beyond counted unknown outcomes", Guarantees::doubled),
                guarantee("I3 who sent a photo that failed was told", Guarantees::untold),
                guarantee("I4 a row if and only if delivered", Guarantees::rows),
                guarantee("I4 history rebuilt from the topics is the same", Guarantees::rebuilt),
                guarantee("I5 a path only if the object exists, and each has one", Guarantees::paths),
                guarantee("I12 stickers in the order of their photos", Guarantees::order),
                guarantee(
                        "I12 no status message left behind, but those that a restored database has forgotten",
                        Guarantees::statusLeft),
                guarantee("I13 a finished pack has exactly its parts, once, in order", Guarantees::packs),
                guarantee("I8 Telegram's limits held", Evidence::overLimit),
                guarantee("I10 no secret in a log, topic, table, metric, answer or process list", Evidence::leaks));
    }

    /** Of runs in which remote styles are ordered. */
    static Guarantee ofPaidOrders() {
        return guarantee(
                "I7 a remote picture is paid once, beyond that only counted unknown orders",
                evidence -> evidence.paid().wrong());
    }

    /** Of the same: money in is money kept and money owed, nothing is charged that did not come, and nothing twice. */
    static Guarantee ofTheBooks() {
        return guarantee(
                "I15 the books on credits are right, and nobody pays for what did not come",
                evidence -> evidence.books().wrong());
    }

    private static Guarantee guarantee(String promise, Function<Evidence, List<String>> check) {
        return new Guarantee() {
            @Override
            public String promise() {
                return promise;
            }

            @Override
            public List<String> broken(Evidence evidence) {
                return check.apply(evidence);
            }
        };
    }

    static List<String> lost(Evidence evidence) {
        return evidence.photos().stream()
                .filter(photo -> !ended(evidence, photo))
                .map(photo -> words(photo) + ": job " + evidence.stateOf(photo) + ", stickers "
                        + evidence.stickersFor(photo).size() + ", told " + evidence.told(photo))
                .toList();
    }

    private static boolean ended(Evidence evidence, Photo photo) {
        boolean arrived = !evidence.stickersFor(photo).isEmpty();
        return switch (evidence.stateOf(photo)) {
            case "delivered" -> arrived;
            case "failed", "cancelled" -> true;
            case "held" -> true;
            default -> false;
        };
    }

    static List<String> doubled(Evidence evidence) {
        return evidence.photos().stream()
                .filter(photo -> evidence.stickersFor(photo).size() > 1 + unknownOutcomes(evidence, photo))
                .map(photo -> words(photo) + ": " + evidence.stickersFor(photo).size() + " stickers, "
                        + unknownOutcomes(evidence, photo) + " unknown outcomes")
                .toList();
    }

    static int unknownOutcomes(Evidence evidence, Photo photo) {
        Map<String, Object> row = evidence.deliveries().get(Ids.sticker(photo.jobId(), 0));
        return row == null ? 0 : ((Number) Objects.requireNonNull(row.get("unknown_outcomes"))).intValue();
    }

    static List<String> untold(Evidence evidence) {
        return evidence.photos().stream()
                .filter(photo -> evidence.stateOf(photo).equals("failed") && !evidence.told(photo)
                        || !photo.usable() && !evidence.told(photo))
                .map(photo -> words(photo) + ": failed, and nothing was said")
                .toList();
    }

    static List<String> rows(Evidence evidence) {
        Set<UUID> rows = evidence.stickers().stream()
                .filter(row -> "live".equals(row.get("origin")))
                .map(row -> (UUID) row.get("id"))
                .collect(Collectors.toSet());
        return evidence.photos().stream()
                .filter(photo -> rows.contains(Ids.sticker(photo.jobId(), 0))
                        == evidence.stickersFor(photo).isEmpty())
                .map(photo -> words(photo) + ": row " + rows.contains(Ids.sticker(photo.jobId(), 0)) + ", stickers "
                        + evidence.stickersFor(photo).size())
                .toList();
    }

    static List<String> rebuilt(Evidence evidence) {
        return switch (evidence.rebuilt()) {
            case 0 -> List.of();
            case 3 -> List.of("the differences stand above");
            default -> List.of("it could not be done: exit code " + evidence.rebuilt());
        };
    }

    static List<String> paths(Evidence evidence) {
        return evidence.stickers().stream()
                .filter(row -> row.get("result_storage_path") == null
                        || !evidence.files().contains(String.valueOf(row.get("result_storage_path"))))
                .map(row -> "sticker " + row.get("id") + ": path " + row.get("result_storage_path"))
                .toList();
    }

    static List<String> order(Evidence evidence) {
        List<String> broken = new ArrayList<>();
        Map<Long, List<Photo>> byChat = evidence.photos().stream().collect(Collectors.groupingBy(Photo::chat));
        byChat.values().forEach(photos -> {
            List<Photo> arrived = photos.stream()
                    .filter(photo -> !evidence.retried().contains(photo.jobId().toString())
                            && !evidence.stickersFor(photo).isEmpty())
                    .sorted(Comparator.comparingInt(Photo::number))
                    .toList();
            for (int i = 1; i < arrived.size(); i++) {
                Photo before = arrived.get(i - 1);
                Photo after = arrived.get(i);
                if (firstMessage(evidence, before) > firstMessage(evidence, after)) {
                    broken.add(words(after) + " came before " + words(before));
                }
            }
        });
        return broken;
    }

    private static int firstMessage(Evidence evidence, Photo photo) {
        return evidence.stickersFor(photo).stream()
                .mapToInt(message -> message.path("message_id").asInt())
                .min()
                .orElseThrow();
    }

    static List<String> statusLeft(Evidence evidence) {
        return evidence.standingStatus().stream()
                .filter(message -> !evidence.isForgotten(message))
                .map(message -> "chat " + message.path("chat").path("id").asLong() + ": " + message)
                .toList();
    }

    /** Whatever could be made of an album's photos is in its one set, in their order, and history has the same. */
    static List<String> packs(Evidence evidence) {
        return evidence.packs().stream()
                .filter(pack -> !evidence.isForgotten(pack))
                .flatMap(pack -> wrongIn(evidence, pack).stream()
                        .map(wrong -> "pack " + pack.id() + " '" + pack.title() + "' of chat " + pack.chat() + ", sent "
                                + pack.sentAt() + ": " + wrong))
                .toList();
    }

    private static List<String> wrongIn(Evidence evidence, SentPack pack) {
        List<String> states = pack.jobs().stream().map(evidence::stateOf).toList();
        if (!Set.of("delivered", "failed").containsAll(states)) {
            return List.of("its photos are " + states);
        }
        List<Object> files = new ArrayList<>();
        List<Object> places = new ArrayList<>();
        for (Map<String, Object> row : evidence.stickers()) {
            if (pack.id().equals(row.get("pack_batch_id"))) {
                files.add(row.get("telegram_file_id"));
                places.add(row.get("pack_index"));
            }
        }
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).equals("delivered")) {
                expected.add(i);
            }
        }
        List<List<String>> sets = evidence.sets().getOrDefault(pack.chat(), List.of()).stream()
                .filter(set -> set.path("title").asText().equals(pack.title()))
                .map(set -> set.path("stickers")
                        .valueStream()
                        .map(sticker -> sticker.path("file_id").asText())
                        .toList())
                .toList();
        List<String> wrong = new ArrayList<>();
        if (!places.equals(expected)) {
            wrong.add("its photos are " + states + ", its rows at places " + places);
        }
        if (sets.size() != (expected.isEmpty() ? 0 : 1)) {
            wrong.add("it has " + sets.size() + " sets");
        } else if (!expected.isEmpty() && !sets.getFirst().equals(files)) {
            wrong.add("its set has " + sets.getFirst() + ", history " + files);
        }
        return wrong;
    }

    private static String words(Photo photo) {
        return "photo " + photo.number() + " of chat " + photo.chat() + " (message " + photo.messageId() + ", job "
                + photo.jobId() + ", sent " + photo.sentAt() + ")";
    }
}
