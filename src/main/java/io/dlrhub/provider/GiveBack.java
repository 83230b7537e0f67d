package io.dlrhub.provider;

import io.dlrhub.memory.Reservation;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Gives the memory of an answer back when the exchange that carries it is over. */
public final class GiveBack extends SynchronizationAdapter {

  private final Reservation held;

  /** For that answer's. */
  public GiveBack(Reservation held) {
    this.held = held;
  }

  @Override
  public void onDone(Exchange exchange) {
    held.close();
  }
}
