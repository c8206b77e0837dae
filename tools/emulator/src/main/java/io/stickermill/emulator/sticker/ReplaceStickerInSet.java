package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.sticker.StickerSet.Member;
import java.io.IOException;
import java.util.Set;

record ReplaceStickerInSet(Owners owners, InputStickers stickers, ChangedSet changed, UploadPace pace)
        implements BotMethod {

    @Override
    public String name() {
        return "replaceStickerInSet";
    }

    @Override
    public Set<String> fields() {
        return Set.of("user_id", "name", "old_sticker", "sticker");
    }

    @Override
    public JsonNode call(ApiRequest request) throws IOException {
        var _ = owners.of(request);
        StickerSet set = changed.sets().named(request.text("name"));
        String old = request.text("old_sticker");
        var _ = ChangedSet.member(set, old);
        pace.take(request);
        Member by = stickers.one(request, set.type());
        changed.named(set.name(), now -> now.replaced(ChangedSet.member(now, old), by));
        return BooleanNode.TRUE;
    }
}
