package io.dlrhub.provider.ucloud;

import java.time.Duration;

/**
 * When an account is pulled.
 *
 * @param period between pulls while pages are short
 * @param tick how often it is looked for work
 * @param backoff first pause after trouble
 * @param backoffLongest longest pause after trouble
 */
record PullTimes(Duration period, Duration tick, Duration backoff, Duration backoffLongest) {}
