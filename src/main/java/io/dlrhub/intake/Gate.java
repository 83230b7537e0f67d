package io.dlrhub.intake;

import java.util.List;

/**
 * Decides whether a request may hand in a body, from everything but the body: method, source,
 * token, in this order.
 */
final class Gate {

  /** What is known of a request before its body. */
  interface Request {
    String method();

    /** Numeric address of the connection's other end; nullable. */
    String peer();

    /** Every header of that name, in order. */
    List<String> headers(String name);

    /** Nullable. */
    String authorization();

    /** As sent, without the question mark; nullable. */
    String rawQuery();
  }

  private final Sources sources;
  private final Tokens tokens;
  private final boolean open;

  /**
   * @param tokens null when none is asked for
   * @param open whether anyone may when none is asked for
   */
  Gate(Sources sources, Tokens tokens, boolean open) {
    this.sources = sources;
    this.tokens = tokens;
    this.open = open;
  }

  /** Why it may not, or null when it may. */
  Refusal check(Request request) {
    if (!"POST".equals(request.method())) {
      return Refusal.METHOD;
    }
    if (!sources.accept(request)) {
      return Refusal.NETWORK;
    }
    if (tokens == null) {
      return open ? null : Refusal.UNSET;
    }
    return tokens.accept(request.authorization(), request.rawQuery()) ? null : Refusal.TOKEN;
  }

  /** Which of the tokens it shows, counted from 0; negative where none is asked for. */
  int token(Request request) {
    return tokens == null ? -1 : tokens.shown(request.authorization(), request.rawQuery());
  }

  /** The address the request came from; nullable. */
  String sender(Request request) {
    return sources.sender(request);
  }
}
