package io.stickermill.emulator.fault;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Cuts connections below HTTP, as a broken network does. */
public final class Connections {
    private Connections() {}

    /** Closes the connection; what is not sent by then never is. */
    public static void cut(Context http) {
        ServletContextRequest.getServletContextRequest(http.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}
