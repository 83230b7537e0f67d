package io.dlrhub.report;

/**
 * Where an exchange may go on after something it did not want to wait for.
 *
 * <p>The exchange property {@link #PROPERTY} holds a {@link java.util.concurrent.Executor}. An
 * endpoint that has to wait then lets go of the thread at once and goes on there; without one it
 * holds the thread, as a route with steps that block needs it.
 */
public final class ContinueOn {

  /** Name of the exchange property. */
  public static final String PROPERTY = "dlrContinueOn";

  private ContinueOn() {}
}
