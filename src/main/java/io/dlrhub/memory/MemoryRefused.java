package io.dlrhub.memory;

/** Memory that was asked for and is not given; nothing was reserved by the call that throws it. */
public final class MemoryRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean forGood;

  MemoryRefused(String message, boolean forGood) {
    // Refusing must cost less than granting: no stack trace.
    super(message, null, false, false);
    this.forGood = forGood;
  }

  /**
   * Whether it would not be given though nobody else held anything: more than one holder may have
   * ever. Else trying again later makes sense.
   */
  public boolean isForGood() {
    return forGood;
  }
}
