package io.dlrhub.simulator.demo;

import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.Faults;

/** How often what goes wrong under {@code --faults}. A pull is made every two seconds or so. */
final class DemoFaults {

  private DemoFaults() {}

  static void switchOn(Faults<Fault> faults) {
    faults.chance(Fault.DROPPED_BEFORE_READ, 0.02);
    faults.chance(Fault.DROPPED_AFTER_READ, 0.02);
    faults.chance(Fault.HALF_BODY, 0.02);
    faults.chance(Fault.HTML, 0.01);
    faults.chance(Fault.HTTP_502, 0.02);
    faults.chance(Fault.HTTP_504, 0.01);
    faults.chance(Fault.RATE_LIMITED, 0.02);
    faults.chance(Fault.WRONG_SIGNATURE, 0.002); // the hub is slow to try again after this one
    faults.chance(Fault.PUSHED_TWICE, 0.1);
    faults.chance(Fault.PUSH_LOST, 0.005);
    shapes(faults);
  }

  private static void shapes(Faults<Fault> faults) {
    faults.chance(Fault.RETCODE_AS_STRING, 0.1);
    faults.chance(Fault.NO_MESSAGE, 0.1);
    faults.chance(Fault.EMPTY_SET_IS_NULL, 0.3);
    faults.chance(Fault.EMPTY_SET_IS_ABSENT, 0.3);
    faults.chance(Fault.TIME_AS_STRING, 0.05);
    faults.chance(Fault.LOWER_CASE_RESULT, 0.05);
    faults.chance(Fault.FIRST_REVISION_RESULT, 0.05);
    faults.chance(Fault.SUBMIT_FAIL, 0.05);
    faults.chance(Fault.EXTEND_CODE, 0.05);
  }
}
