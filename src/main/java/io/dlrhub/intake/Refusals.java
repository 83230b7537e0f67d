package io.dlrhub.intake;

import org.apache.camel.CamelContext;

/** Counts refused pushes of one provider with the observer there is, if there is one. */
final class Refusals {

  private final CamelContext context;
  private final String provider;

  Refusals(CamelContext context, String provider) {
    this.context = context;
    this.provider = provider;
  }

  void count(Refusal refusal) {
    IntakeObserver observer = context.getRegistry().findSingleByType(IntakeObserver.class);
    if (observer != null) {
      observer.refused(provider, refusal);
    }
  }
}
