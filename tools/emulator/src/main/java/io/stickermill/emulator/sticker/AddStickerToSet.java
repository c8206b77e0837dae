package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.sticker.StickerSet.Member;
import java.io.IOException;
import java.util.Set;

record AddStickerToSet(Owners owners, InputStickers stickers, ChangedSet changed, UploadPace pace)
        implements BotMethod {

    @Override
    public String name() {
        return "addStickerToSet";
    }

    @Override
    public Set<String> fields() {
        return Set.of("user_id", "name", "sticker");
    }

    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        var _ = owners.of(request);
        String name = request.text("name");
        SetType type = changed.sets().named(name).type();
        pace.take(request);
        Member added = stickers.one(request, type);
        changed.named(name, set -> set.with(added));
        return BooleanNode.TRUE;
    }
}
