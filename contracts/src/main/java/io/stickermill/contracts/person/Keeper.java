package io.stickermill.contracts.person;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The services that keep something of people: a person is forgotten when each of them has forgotten. */
public enum Keeper {
    GATEWAY("gateway-service"),
    GENERATION("generation-service"),
    DELIVERY("delivery-service"),
    BACKFILL("backfill-service"),
    /** Comes last: what the others were just putting into storage is there by then, and goes with all that history knows of. */
    HISTORY("history-service");

    private final String service;

    Keeper(String service) {
        this.service = service;
    }

    /** The service's name. */
    public String service() {
        return service;
    }

    /** Those of all that are not among these, by their names. */
    public static Set<String> missing(Set<String> services) {
        return Arrays.stream(values())
                .map(Keeper::service)
                .filter(service -> !services.contains(service))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
