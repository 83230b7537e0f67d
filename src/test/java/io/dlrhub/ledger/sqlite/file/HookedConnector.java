package io.dlrhub.ledger.sqlite.file;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Real connections that tell a test of every statement that writes, before and after it. */
public final class HookedConnector implements SqliteFile.Connector {

  /** What to do at a statement that writes. */
  public interface Hook {
    default void before(String sql) throws SQLException {}

    default void after(String sql) throws SQLException {}
  }

  private volatile Hook hook;

  public HookedConnector(Hook hook) {
    this.hook = hook;
  }

  public void set(Hook newHook) {
    hook = newHook;
  }

  @Override
  public Connection connect(String url) throws SQLException {
    Connection real = DriverManager.getConnection(url);
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = invoke(real, method, arguments);
          return result instanceof PreparedStatement statement
              ? hooked(statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement hooked(PreparedStatement real, String sql) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          boolean writes = method.getName().equals("executeUpdate");
          Hook now = hook;
          if (writes) {
            now.before(sql);
          }
          Object result = invoke(real, method, arguments);
          if (writes) {
            now.after(sql);
          }
          return result;
        });
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.of(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
