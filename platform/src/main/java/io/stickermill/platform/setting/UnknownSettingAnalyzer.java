package io.stickermill.platform.setting;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says it without a stack trace. */
final class UnknownSettingAnalyzer extends AbstractFailureAnalyzer<UnknownSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnknownSetting unknown) {
        return new FailureAnalysis(
                unknown.getMessage(), "Take the right name from docs/settings.md, or leave the setting out.", unknown);
    }
}
