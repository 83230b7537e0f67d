package io.dlrhub.provider.ucloud;

import org.apache.camel.util.ObjectHelper;

/**
 * What came of an HTTP request.
 *
 * @param status 0 where no answer came
 * @param body what was received of it; may be empty
 * @param brokenOff why the body ended before its end; null where it is whole
 * @param failure why no answer came; null where one came
 */
record HttpAnswer(int status, byte[] body, String brokenOff, Throwable failure) {

  private static final byte[] NOTHING = {};

  static HttpAnswer of(int status, byte[] body) {
    return new HttpAnswer(status, body, null, null);
  }

  static HttpAnswer none(Throwable failure) {
    return new HttpAnswer(0, NOTHING, null, failure);
  }

  /** Whether it is certain that not a byte of the request left; a failure alone does not say so. */
  boolean notSent() {
    return failure != null && ObjectHelper.getException(NotSent.class, failure) != null;
  }
}
