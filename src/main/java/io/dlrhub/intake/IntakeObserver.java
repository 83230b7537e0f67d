package io.dlrhub.intake;

/** Told of pushes that were refused. Looked up by type in Camel's registry; optional. */
public interface IntakeObserver {

  /** One that does nothing. */
  IntakeObserver NONE = (provider, refusal, sender, bytes) -> {};

  /**
   * A push was refused. Keep it quick: it runs on an HTTP thread.
   *
   * @param provider whose push it was: {@code ucloud}
   * @param refusal why
   * @param sender the address it came from; null where that is not known
   * @param bytes of its body; negative where they are not known
   */
  void refused(String provider, Refusal refusal, String sender, long bytes);
}
