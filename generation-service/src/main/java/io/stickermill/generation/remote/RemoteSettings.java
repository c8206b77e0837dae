package io.stickermill.generation.remote;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of image models behind other people's APIs.
 *
 * @param longest that a picture may take; then its person is told that it failed
 * @param atOnce pictures that are in work at one provider, of all instances together
 * @param dailyBudget US dollars that all pictures of a day may cost, from midnight, UTC; 0 for no end
 * @param personAtOnce pictures of one person that are in work at once
 * @param personDailyBudget US dollars that one person's pictures of a day may cost; 0 for no end
 * @param hooks address of this service as the providers reach it, without a slash at its end; empty where they can't: then
 *     tasks are only looked at
 * @param replicate Replicate
 * @param kie KIE.ai
 * @param fal fal
 * @param gemini Google's Gemini
 * @param openai OpenAI
 * @param removeBg remove.bg
 */
@ConfigurationProperties("stickermill.remote")
public record RemoteSettings(
        @DefaultValue("15m") Duration longest,
        @DefaultValue("4") int atOnce,
        @DefaultValue("10") BigDecimal dailyBudget,
        @DefaultValue("2") int personAtOnce,
        @DefaultValue("2") BigDecimal personDailyBudget,
        @DefaultValue("") String hooks,
        @DefaultValue Account replicate,
        @DefaultValue Account kie,
        @DefaultValue Account fal,
        @DefaultValue Account gemini,
        @DefaultValue Account openai,
        @DefaultValue Account removeBg) {

    /** For what makes a picture while it is waited for. */
    private static final Duration AT_ONCE = Duration.ofMinutes(3);

    private static final Duration A_CALL = Duration.ofSeconds(60);

    /**
     * Ours at a provider.
     *
     * @param key without one the provider is not asked
     * @param hookSecret that its calls are signed with; without one none of them is believed
     * @param address instead of the provider's own
     */
    public record Account(
            @DefaultValue("") String key,
            @DefaultValue("") String hookSecret,
            @DefaultValue("") String address) {

        boolean isSet() {
            return !key.isBlank();
        }

        String at(String own) {
            return address.isBlank() ? own : address;
        }

        @Override
        public String toString() {
            return "Account[key=" + (isSet() ? "***" : "none") + ", address=" + address + "]";
        }
    }

    /** Those that we have a key for. */
    List<ImageProvider> providers() {
        List<ImageProvider> providers = new ArrayList<>();
        if (replicate.isSet()) {
            providers.add(new Replicate(replicate.at(Replicate.ADDRESS), replicate.key(), A_CALL));
        }
        if (kie.isSet()) {
            providers.add(new Kie(kie.at(Kie.ADDRESS), kie.key(), AT_ONCE));
        }
        if (fal.isSet()) {
            providers.add(new Fal(fal.at(Fal.ADDRESS), fal.key(), A_CALL));
        }
        if (gemini.isSet()) {
            providers.add(new Gemini(gemini.at(Gemini.ADDRESS), gemini.key(), AT_ONCE));
        }
        if (openai.isSet()) {
            providers.add(new OpenAi(openai.at(OpenAi.ADDRESS), openai.key(), AT_ONCE));
        }
        if (removeBg.isSet()) {
            providers.add(new RemoveBg(removeBg.at(RemoveBg.ADDRESS), removeBg.key(), A_CALL));
        }
        return providers;
    }

    /** Hosts that are reached though they are nobody's in the world: a provider's stand-in on this machine. */
    List<String> ownAddresses() {
        return List.of(replicate.address(), kie.address(), fal.address(), gemini.address(), openai.address());
    }
}
