package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.library.LibraryLinks.Guest;
import io.stickermill.contracts.library.LibrarySettings;
import io.stickermill.gateway.session.JobEnd;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.LibraryRequestKind;
import io.stickermill.schemas.LibraryRequested;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way into the library page, and what it asks, with the twins of the gateway's tables. */
class LibraryOrdersTest {

    private final InMemoryGateway gateway = new InMemoryGateway();

    @Test
    void whoAsksForTheLibraryGetsALinkOfTheirOwn() {
        var asked = gateway.askLibrary(gateway.person);
        gateway.taken(asked);
        gateway.taken(asked);

        List<ChatReply> replies = gateway.events.of(ChatReply.class);
        assertThat(replies)
                .extracting(ChatReply::getReplyId)
                .containsOnly(replies.getFirst().getReplyId());
        URI link = URI.create(replies.getFirst().getButtons().getFirst().getUrl());
        assertThat(link.getQuery()).as("servers hear nothing of it").isNull();
        Guest guest = InMemoryGateway.LIBRARY
                .links()
                .orElseThrow()
                .read(link.getFragment().substring("link=".length()))
                .orElseThrow();
        assertThat(guest.telegramUserId()).isEqualTo(1001);
        assertThat(guest.goodUntil()).isEqualTo(gateway.clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void noLinkIsSaidInAGroup() {
        gateway.taken(gateway.askLibrary(InMemoryGateway.sender(1001, -5, ChatKind.GROUP)));

        assertThat(gateway.events.of(ChatReply.class)).singleElement().satisfies(reply -> {
            assertThat(reply.getButtons()).isEmpty();
            assertThat(reply.getText()).contains("private chat");
        });
    }

    @Test
    void whereThereIsNoPageNobodyHearsOfOne() {
        var without = new InMemoryGateway(new LibrarySettings(null, null));

        without.taken(without.askLibrary(without.person));
        without.taken(without.askLibrary(InMemoryGateway.sender(1001, -5, ChatKind.GROUP)));

        assertThat(without.told()).containsExactly("I don't know this command. /help says what I can do.");
    }

    @Test
    void aStickerIsSentOnceMore() {
        UUID job = delivered();
        LibraryRequested asked = asked(LibraryRequestKind.SEND, job).build();
        gateway.taken(asked);
        gateway.taken(asked);

        List<ChatReply> replies = gateway.events.of(ChatReply.class);
        assertThat(replies).hasSize(2).allSatisfy(reply -> {
            assertThat(reply.getKind()).isEqualTo(ChatReplyKind.STICKER);
            assertThat(reply.getStickerFileId()).isEqualTo("file at Telegram");
            assertThat(reply.getChatId()).isEqualTo(1001);
            assertThat(reply.getReplyId()).isEqualTo(replies.getFirst().getReplyId());
        });
    }

    @Test
    void aStickerGoesIntoTheSetAsByItsButton() {
        gateway.taken(
                asked(LibraryRequestKind.ADD_TO_SET, delivered()).setText("Hi").build());

        assertThat(gateway.events.of(StickerSetRequested.class)).singleElement().satisfies(request -> {
            assertThat(request.getKind()).isEqualTo(StickerSetRequestKind.ADD);
            assertThat(request.getTelegramFileId()).isEqualTo("file at Telegram");
            assertThat(request.getText()).isEqualTo("Hi");
            assertThat(request.getMessageId()).isNull();
        });
    }

    @Test
    void anotherIsMadeOfItsPhotoOnceHoweverOftenItIsAsked() {
        UUID job = delivered();
        LibraryRequested asked = asked(LibraryRequestKind.AGAIN, job).build();
        gateway.taken(asked);
        gateway.taken(asked);

        List<PhotoRequested> made = requestsAfterTheFirst();
        assertThat(made).hasSize(2).allSatisfy(request -> {
            assertThat(request.getJobId()).isEqualTo(Ids.reply(asked.getRequestId(), "job"));
            assertThat(request.getVariant()).isEqualTo(1);
            assertThat(request.getPhotoFileId()).isEqualTo("file1");
        });
        gateway.requests.ended(made.getFirst().getJobId(), JobEnd.DELIVERED);
        gateway.taken(asked);
        assertThat(requestsAfterTheFirst()).as("it has ended").hasSize(2);

        gateway.taken(asked(LibraryRequestKind.AGAIN, job).build());
        assertThat(requestsAfterTheFirst().getLast().getVariant())
                .as("one that they do not have")
                .isEqualTo(2);
    }

    @Test
    void anotherStyleIsMadeUnlessItIsGoneOrTheSame() {
        UUID job = delivered();
        gateway.taken(asked(LibraryRequestKind.RESTYLE, job).setStyle("comic").build());
        assertThat(requestsAfterTheFirst().getLast().getStylePresetId()).isEqualTo("comic");

        gateway.taken(asked(LibraryRequestKind.RESTYLE, job).setStyle("gone").build());
        gateway.taken(asked(LibraryRequestKind.RESTYLE, job).setStyle("none").build());

        assertThat(requestsAfterTheFirst()).hasSize(1);
        assertThat(gateway.told())
                .containsExactly(
                        "There is no such style any more. Choose another on the page.",
                        "This sticker is in that style already: As it is.");
    }

    /** The page shows people their own; whatever a record says, nobody else's photo is taken. */
    @Test
    void anothersPhotoIsNotMadeIntoAnything() {
        UUID job = delivered();

        gateway.taken(asked(LibraryRequestKind.AGAIN, job)
                .setTelegramUserId(7)
                .setUserId(Ids.user(1, 7))
                .build());

        assertThat(requestsAfterTheFirst()).isEmpty();
        assertThat(gateway.told()).singleElement().asString().startsWith("I no longer know which photo");
    }

    @ParameterizedTest
    @EnumSource(names = {"SEND", "ADD_TO_SET", "AGAIN", "RESTYLE"})
    void whatCantBeDoneIsSaid(LibraryRequestKind kind) {
        gateway.taken(asked(kind, null).setTelegramFileId(null).build());

        assertThat(gateway.told()).hasSize(1);
    }

    @Test
    void theDaysQuotaHoldsAndSaysSo() {
        UUID job = delivered();
        for (int i = 1; i <= InMemoryGateway.DAILY_QUOTA + 1; i++) {
            gateway.taken(asked(LibraryRequestKind.AGAIN, job).build());
        }

        assertThat(requestsAfterTheFirst()).hasSize(InMemoryGateway.DAILY_QUOTA - 1);
        assertThat(gateway.told())
                .hasSize(2)
                .allSatisfy(told -> assertThat(told).startsWith("That was all for today"));
        assertThat(gateway.events.of(ChatReply.class).stream().map(ChatReply::getReplyId))
                .as("each wish has its answer")
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasAskedADayAgoIsLetBe() {
        LibraryRequested asked = asked(LibraryRequestKind.SEND, delivered()).build();
        gateway.pass(Duration.ofHours(25));

        gateway.taken(asked);

        assertThat(gateway.events.of(ChatReply.class)).isEmpty();
    }

    private UUID delivered() {
        UUID job = gateway.asked();
        gateway.requests.ended(job, JobEnd.DELIVERED);
        return job;
    }

    private List<PhotoRequested> requestsAfterTheFirst() {
        return gateway.events.of(PhotoRequested.class).stream().skip(1).toList();
    }

    private LibraryRequested.Builder asked(LibraryRequestKind kind, UUID job) {
        return LibraryRequested.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setKind(kind)
                .setUserId(Ids.user(1, 1001))
                .setTelegramUserId(1001)
                .setStickerId(job == null ? UUID.randomUUID() : Ids.sticker(job, 0))
                .setJobId(job)
                .setTelegramFileId("file at Telegram")
                .setRequestedAt(gateway.clock.instant());
    }
}
