package io.stickermill.generation.maker.cutout;

import java.util.List;

/** @param worthCutting whether the first is worth showing unasked */
record Found(List<Subject> subjects, double confidence, boolean worthCutting) implements Subjects {

    @Override
    public int count() {
        return subjects.size();
    }

    @Override
    public Subject at(int place) {
        return subjects.get(place);
    }
}
