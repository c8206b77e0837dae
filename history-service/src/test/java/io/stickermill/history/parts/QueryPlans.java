package io.stickermill.history.parts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Asks the database for the plan of each statement that a test has watched, with the statement's own parameters. */
public final class QueryPlans extends DelegatingDataSource {

    private final List<Plan> plans = Collections.synchronizedList(new ArrayList<>());
    private final ThreadLocal<Boolean> watched = ThreadLocal.withInitial(() -> false);

    QueryPlans(DataSource target) {
        super(target);
    }

    /** A statement and how it is carried out. */
    public record Plan(String sql, String text) {}

    /** The plans of what a call runs, on its own thread. */
    public List<Plan> of(Callable<?> call) throws Exception {
        plans.clear();
        watched.set(true);
        try {
            call.call();
        } finally {
            watched.set(false);
        }
        return List.copyOf(plans);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return watched.get() ? proxy(Connection.class, connection, prepared(connection)) : connection;
    }

    private Answer prepared(Connection connection) {
        return (method, arguments) -> {
            Object result = call(connection, method, arguments);
            if (result instanceof PreparedStatement statement
                    && arguments != null
                    && arguments[0] instanceof String sql) {
                return proxy(PreparedStatement.class, statement, explained(connection, statement, sql));
            }
            return result;
        };
    }

    private Answer explained(Connection connection, PreparedStatement statement, String sql) throws SQLException {
        PreparedStatement explain = connection.prepareStatement("explain " + sql);
        return (method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("set") && arguments != null && arguments.length > 1) {
                call(explain, method, arguments);
            } else if (name.startsWith("execute")) {
                StringBuilder text = new StringBuilder();
                try (ResultSet lines = explain.executeQuery()) {
                    while (lines.next()) {
                        text.append(lines.getString(1)).append('\n');
                    }
                }
                plans.add(new Plan(sql, text.toString()));
            } else if (name.equals("close")) {
                explain.close();
            }
            return call(statement, method, arguments);
        };
    }

    private interface Answer {
        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T target, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> answer.to(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
