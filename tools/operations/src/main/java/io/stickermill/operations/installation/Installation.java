package io.stickermill.operations.installation;

import io.stickermill.operations.imports.DatabaseLogin;
import io.stickermill.operations.storage.StorageLogin;
import java.util.Map;

/**
 * One Stickermill that runs somewhere, as a tool reaches it. What is not known of it is asked for in an
 * {@link IllegalArgumentException} that says how to name it.
 */
public interface Installation {

    /** How to reach the broker: properties of Kafka's clients, {@code bootstrap.servers} at least. */
    Map<String, Object> broker();

    /** The schema registry's address, without /apis. */
    String registry();

    /**
     * The address of a service, without a path.
     *
     * @param service {@code gateway}, {@code delivery}, {@code history} or {@code backfill}
     */
    String service(String service);

    /** What its services let an operator in with. */
    String apiKey();

    /**
     * Its database.
     *
     * @param role who asks, unless the address names a user
     */
    DatabaseLogin database(String role);

    /** Its bucket. */
    StorageLogin storage();
}
