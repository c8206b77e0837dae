package io.stickermill.benchmarks.chaos;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Prints what a stack held at several moments, a line for each service and thing. */
final class VitalsTable {

    private final PrintWriter out;

    VitalsTable(PrintWriter out) {
        this.out = out;
    }

    /** @param vitals by the moment's name, in their order; not empty */
    void print(Map<String, Vitals> vitals) {
        out.printf("%n%-28s", "");
        vitals.keySet().forEach(when -> out.printf(" %9s", when));
        out.println();
        Collection<Vitals> all = vitals.values();
        for (String service : all.iterator().next().services().keySet()) {
            row(service + ", heap after GC, MB", all, of -> of(of, service).heap());
            row(service + ", PSS, MB", all, of -> of(of, service).memory());
            if (all.stream().anyMatch(of -> of(of, service).children() > 0)) {
                row(service + ", makers' PSS, MB", all, of -> of(of, service).children());
            }
            row(service + ", threads", all, of -> of(of, service).threads());
            row(service + ", open files", all, of -> of(of, service).descriptors());
            row(service + ", connections", all, of -> of(of, service).connections());
        }
        row("all tables, KB", all, of -> of.tables() / 1000);
        row("all topics, KB", all, of -> of.topics() / 1000);
        out.flush();
    }

    private void row(String what, Collection<Vitals> all, ToLongFunction<Vitals> figure) {
        out.printf("%-28s", what);
        all.forEach(vitals -> out.printf(" %9d", figure.applyAsLong(vitals)));
        out.println();
    }

    private static Vitals.OfService of(Vitals vitals, String service) {
        Vitals.OfService found = vitals.services().get(service);
        if (found == null) {
            throw new IllegalArgumentException("nothing is known of " + service);
        }
        return found;
    }
}
