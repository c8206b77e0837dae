package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.message.RateLimits;
import java.io.IOException;
import java.util.Set;

record CreateNewStickerSet(
        Bot bot, Owners owners, InputStickers stickers, StickerSets sets, RateLimits limits, UploadPace pace)
        implements BotMethod {

    @Override
    public String name() {
        return "createNewStickerSet";
    }

    @Override
    public Set<String> fields() {
        return Set.of("user_id", "name", "title", "stickers", "sticker_type", "needs_repainting");
    }

    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        long owner = owners.of(request);
        SetType type = SetType.named(request.text("sticker_type"));
        if (type != SetType.CUSTOM_EMOJI && request.flag("needs_repainting")) {
            throw Refusal.badRequest("only custom emoji stickers support repainting");
        }
        String title = StickerSet.checkedTitle(request.text("title"));
        String name = StickerSet.checkedName(request.text("name"), bot.username());
        limits.acquireSetChange(owner);
        pace.take(request);
        sets.create(new StickerSet(name, title, owner, type, null, stickers.several(request, type)));
        return BooleanNode.TRUE;
    }
}
