package io.dlrhub.provider.ucloud;

/** When to pull again. */
enum PullPause {
  /** At once: the page was full. */
  NONE,
  /** After the period. */
  PERIOD,
  /** Later with every time in a row. */
  GROWING,
  /** After the longest pause: only a person can change it. */
  LONGEST
}
