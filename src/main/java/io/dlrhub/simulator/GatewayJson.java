package io.dlrhub.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reports as UCloud writes them, with the shapes it has been seen or suspected to use. */
final class GatewayJson {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private GatewayJson() {}

  /** The elements of {@code ReportSet} or of a push's {@code Data}. */
  static ArrayNode reports(List<SimulatedReport> reports, HandOutBy way, Set<Fault> faults) {
    ArrayNode array = MAPPER.createArrayNode();
    for (SimulatedReport report : reports) {
      ObjectNode element = array.addObject();
      element.put("SessionNo", report.message().id());
      writeReceipt(element, report, way, faults);
      writeUserId(element, report.message(), way);
      if (faults.contains(Fault.EXTEND_CODE)) {
        element.put("ExtendCode", "123");
      }
    }
    return array;
  }

  /** Phone, segments, time, result, code and description. */
  static void writeReceipt(
      ObjectNode element, SimulatedReport report, HandOutBy way, Set<Fault> faults) {
    Language language = report.message().language();
    element.put("Phone", report.phone());
    if (!report.message().video()) {
      element.put("CostCount", report.message().segments());
    }
    writeTime(element, report.at().getEpochSecond(), faults);
    element.put("ReceiptResult", result(report.verdict().outcome(), language, faults));
    element.put("ReceiptCode", code(report.verdict(), way));
    element.put("ReceiptDesc", report.verdict().description(language));
  }

  static void writeUserId(ObjectNode element, SimulatedMessage message, HandOutBy way) {
    if (message.userId() != null) {
      element.put("UserId", message.userId());
    } else if (way == HandOutBy.QUERY) {
      element.put("UserId", ""); // marked required there
    }
  }

  static void writeTime(ObjectNode element, long seconds, Set<Fault> faults) {
    long time = faults.contains(Fault.TIME_ZERO) ? 0 : seconds;
    if (faults.contains(Fault.TIME_AS_STRING)) {
      element.put("ReceiptTime", Long.toString(time));
    } else {
      element.put("ReceiptTime", time);
    }
  }

  private static String code(SimulatedVerdict verdict, HandOutBy way) {
    return verdict.outcome() == Outcome.DELIVERED ? way.successCode() : verdict.code();
  }

  private static String result(Outcome outcome, Language language, Set<Fault> faults) {
    if (faults.contains(Fault.SUBMIT_FAIL) && outcome == Outcome.FAILED) {
      return "SubmitFail";
    }
    String word =
        faults.contains(Fault.FIRST_REVISION_RESULT) && language == Language.CHINESE
            ? outcome.firstRevisionWord()
            : outcome.word(language);
    return faults.contains(Fault.LOWER_CASE_RESULT) ? word.toLowerCase(Locale.ROOT) : word;
  }
}
