package io.dlrhub.simulator.demo;

import io.dlrhub.simulator.HandOutState;

/** Counts reports that are not in the file by where they are. */
final class OpenReports {

  long underWay;
  long lostPushed;
  long lostPaged;
  long missing;
  long finalsUnderWay;
  long finalsLost;
  long finalsVideo;
  long finalsMissing;

  void add(HandOutState handed, boolean isFinal) {
    int one = isFinal ? 1 : 0;
    if (handed.waiting()) {
      underWay++;
      finalsUnderWay += one;
    } else if (handed.report().message().video()) {
      finalsVideo += one;
    } else if (!handed.lost()) {
      missing++;
      finalsMissing += one;
    } else {
      finalsLost += one;
      lostPushed += handed.pushGivenUp() ? 1 : 0;
      lostPaged += handed.pushGivenUp() ? 0 : 1;
    }
  }
}
