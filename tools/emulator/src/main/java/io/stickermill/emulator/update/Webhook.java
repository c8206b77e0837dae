package io.stickermill.emulator.update;

import io.stickermill.emulator.api.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the bot wants its updates brought.
 *
 * @param secret comes back in a header; empty for none
 * @param maxConnections how many deliveries may be under way, 1 to 100
 */
record Webhook(String url, String secret, int maxConnections) {
    static final int MOST_CONNECTIONS = 100;
    static final int CONNECTIONS = 40;

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]*");
    private static final int LONGEST_SECRET = 256;
    private static final Set<Integer> PORTS = Set.of(-1, 80, 88, 443, 8443);

    /**
     * Checks an address as core.telegram.org/bots/api#setwebhook has it; plain HTTP is for this machine only, where a Bot
     * API server of one's own takes it, too.
     *
     * @throws Refusal 400, or 501 for any other machine: the emulator never leaves this one
     */
    Webhook {
        if (secret.length() > LONGEST_SECRET) {
            throw Refusal.badRequest("secret token is too long");
        }
        if (!SECRET.matcher(secret).matches()) {
            throw Refusal.badRequest("secret token contains unallowed characters");
        }
        URI address = parse(url);
        String scheme = address.getScheme() == null ? "" : address.getScheme();
        boolean here = isHere(address);
        if (!scheme.equals("https") && !(scheme.equals("http") && here)) {
            throw Refusal.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
        }
        if (!here) {
            if (!PORTS.contains(address.getPort())) {
                throw Refusal.badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
            }
            throw Refusal.notEmulated("webhooks on other machines");
        }
    }

    private static URI parse(String url) {
        try {
            URI address = URI.create(url);
            if (address.getHost() == null) {
                throw Refusal.badRequest("bad webhook: invalid webhook URL specified");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("bad webhook: invalid webhook URL specified");
        }
    }

    private static boolean isHere(URI address) {
        String host = address.getHost();
        // Names are not asked of a resolver, only the one that every machine has.
        if (!host.equals("localhost") && !host.matches("[0-9.]+|\\[.*]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
