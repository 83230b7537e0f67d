package io.dlrhub.simulator.demo;

import io.dlrhub.simulator.Fault;
import io.dlrhub.simulator.Faults;
import io.dlrhub.simulator.TencentFault;

/**
 * How often what goes wrong: lost pushes always, because the demo shows them come back; the rest
 * under {@code --faults}. A pull is made every two seconds or so. No fault that only a person can
 * mend is among them, as the hub is slow to try again after one.
 */
final class DemoFaults {

  private DemoFaults() {}

  /** The first push, and one in twenty. */
  static void lose(Faults<Fault> faults) {
    faults.next(Faults.PUSH, Fault.PUSH_LOST);
    faults.chance(Fault.PUSH_LOST, 0.05);
  }

  static void more(Faults<Fault> faults) {
    faults.chance(Fault.DROPPED_BEFORE_READ, 0.02);
    faults.chance(Fault.DROPPED_AFTER_READ, 0.02);
    faults.chance(Fault.HALF_BODY, 0.02);
    faults.chance(Fault.HTML, 0.01);
    faults.chance(Fault.HTTP_502, 0.02);
    faults.chance(Fault.HTTP_504, 0.01);
    faults.chance(Fault.RATE_LIMITED, 0.02);
    faults.chance(Fault.PUSHED_TWICE, 0.1);
    faults.chance(Fault.PUSH_LOST, 0.1);
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
    faults.chance(Fault.UNKNOWN_ID_LISTED, 0.1);
    faults.chance(Fault.PENDING_LISTED, 0.1);
  }

  static void moreOfTencent(Faults<TencentFault> faults) {
    faults.chance(TencentFault.DROPPED, 0.01);
    faults.chance(TencentFault.HALF_BODY, 0.01);
    faults.chance(TencentFault.HTML, 0.01);
    faults.chance(TencentFault.HTTP_502, 0.02);
    faults.chance(TencentFault.GATEWAY_FREQUENCY, 0.02);
    faults.chance(TencentFault.LOWER_CASE_OK, 0.1);
    faults.chance(TencentFault.RESULT_AS_STRING, 0.1);
    faults.chance(TencentFault.EXTRA_FIELD, 0.1);
  }
}
