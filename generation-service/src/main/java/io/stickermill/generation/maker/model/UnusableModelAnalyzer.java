package io.stickermill.generation.maker.model;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at the end of the log, in place of a stack trace, why the service does not start. */
final class UnusableModelAnalyzer extends AbstractFailureAnalyzer<UnusableModel> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnusableModel cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Correct STICKERMILL_SEGMENTATION_MODEL or _PRESET (docs/stickers.md), or leave them empty:"
                        + " then the model that is built in does it.",
                cause);
    }
}
