package io.stickermill.platform.dispatch;

/**
 * A record of the torture: the how-manieth of its key, and how long it takes.
 *
 * @param millis of waiting, as for a slow call
 */
record Labour(int number, long millis) {

    /** What a member says about its work; returns when it was heard. */
    interface Log {
        void started(String key, int number) throws Exception;

        void finished(String key, int number) throws Exception;
    }

    String text() {
        return number + " " + millis;
    }

    static Labour of(String text) {
        String[] words = text.split(" ");
        return new Labour(Integer.parseInt(words[0]), Long.parseLong(words[1]));
    }

    static RecordHandler<String> handler(Log log) {
        return (text, delivery) -> {
            Labour labour = of(text);
            log.started(delivery.key(), labour.number());
            Thread.sleep(labour.millis());
            log.finished(delivery.key(), labour.number());
            return Outcome.done();
        };
    }
}
