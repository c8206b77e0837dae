package io.stickermill.generation.job;

import java.time.Duration;

/**
 * The jobs that somebody works on. Only who holds the claim changes anything: of a job that is another's by now, or has
 * ended, nothing is changed. A job is ended only after its event is in Kafka.
 */
interface ClaimedJobs {

    /** False if the job is another's by now, or has ended: who held it has nothing more to say about it. */
    boolean renew(StoredJob job);

    /** Given back before its time: this was no attempt. */
    void release(StoredJob job);

    /**
     * To be tried when the other side says: this was no attempt.
     *
     * @param aside whether the chat's other jobs pass it from now on, which nothing takes back; else it keeps its place
     */
    void later(StoredJob job, Duration delay, boolean aside);

    /**
     * To be tried again after an attempt that failed.
     *
     * @param aside whether the chat's other jobs pass it from now on, which nothing takes back
     */
    void again(StoredJob job, Duration delay, boolean aside);

    /** What worked on it has ended: to be tried again at once. */
    void makerEnded(StoredJob job);

    void end(StoredJob job, GenerationEnd end);
}
