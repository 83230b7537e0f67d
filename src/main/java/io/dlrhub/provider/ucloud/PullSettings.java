package io.dlrhub.provider.ucloud;

import io.dlrhub.report.PhoneNumbers;
import java.time.Duration;
import java.util.Map;

/**
 * How an account is pulled.
 *
 * @param account our name for it
 * @param credentials who asks
 * @param phones writes phones in E.164
 * @param limit reports a page, 1 to 200
 * @param period between pulls while pages are short
 * @param tick how often it is looked for work
 * @param backoff first pause after trouble
 * @param backoffLongest longest pause after trouble
 */
record PullSettings(
    String account,
    Credentials credentials,
    PhoneNumbers phones,
    int limit,
    Duration period,
    Duration tick,
    Duration backoff,
    Duration backoffLongest) {

  private static final int MAX_LIMIT = 200;

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException naming what is accepted
   */
  PullSettings {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit is " + limit + ", accepted are 1 to " + MAX_LIMIT);
    }
  }

  String signedRequest() {
    Map<String, String> parameters = credentials.parameters(UsmsPullReader.ACTION);
    parameters.put("Limit", Integer.toString(limit));
    return SignedForm.of(parameters, credentials.privateKey());
  }
}
