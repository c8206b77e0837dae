package io.stickermill.gateway.credit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A connection that ends as that of a killed process does: before a statement, or around a commit, of which its caller then knows
 * nothing. What was not committed is gone.
 */
final class KilledConnection {

    private final Connection real;
    private int untilKill = Integer.MAX_VALUE;

    KilledConnection(Connection real) {
        this.real = real;
    }

    /** The process was killed. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Kills it after so many statements and commits. */
    void killAfter(int calls) {
        untilKill = calls;
    }

    /** It is not to be killed. */
    void spare() {
        untilKill = Integer.MAX_VALUE;
    }

    DataSource source() {
        return new SingleConnectionDataSource(
                (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                            if (method.getName().equals("commit")) {
                                return commit();
                            }
                            Object result = call(real, method, arguments);
                            return result instanceof PreparedStatement statement ? watched(statement) : result;
                        }),
                true);
    }

    private Object commit() throws SQLException {
        step();
        real.commit();
        step();
        return null;
    }

    private PreparedStatement watched(PreparedStatement statement) {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (_, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        step();
                    }
                    return call(statement, method, arguments);
                });
    }

    private void step() throws SQLException {
        if (untilKill-- <= 0) {
            spare();
            if (!real.getAutoCommit()) {
                real.rollback();
            }
            throw new Killed();
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
