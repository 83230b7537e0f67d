package io.dlrhub.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the engine a ledger's URL is meant for. */
public final class LedgerUrl {

  private static final List<LedgerEngine> ENGINES =
      ServiceLoader.load(LedgerEngine.class, LedgerEngine.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private LedgerUrl() {}

  /** What is accepted, as an operator reads it. */
  public static String accepted() {
    return ENGINES.stream().map(LedgerEngine::accepted).collect(Collectors.joining(", or "));
  }

  /** Whether some engine can use it; what it names need not be there. */
  public static boolean isAccepted(String url) {
    return ENGINES.stream().anyMatch(engine -> engine.isMeant(url) && engine.accepts(url));
  }

  /**
   * Looks at what it names without opening or changing it; says nothing where there is none.
   *
   * @throws UnusableLedger if it can never be opened as it is
   */
  public static void requireUsable(String url) {
    engine(url).requireUsable(url);
  }

  /** What {@link LedgerEngine#look} says of it. */
  public static List<String> look(LedgerOptions options) {
    return engine(options.url()).look(options);
  }

  /** What {@link LedgerEngine#backup} does. */
  public static void backup(LedgerOptions options, Path file) {
    engine(options.url()).backup(options, file);
  }

  /** What {@link LedgerEngine#restore} does. */
  public static void restore(LedgerOptions options, Path file) {
    engine(options.url()).restore(options, file);
  }

  /**
   * The engine it is meant for.
   *
   * @throws UnusableLedger if there is none
   */
  static LedgerEngine engine(String url) {
    return ENGINES.stream()
        .filter(engine -> engine.isMeant(url))
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableLedger(
                    "ledger url '" + url + "' is not supported; accepted is " + accepted()));
  }
}
