package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.report.DeliveryReport;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an array of receipts that each name their message: {@code Data} of a push, {@code
 * ReportSet} of a pull. What it has read stays when the body breaks off in the middle.
 */
final class ReceiptArray {

  private final ReceiptNormaliser normaliser;
  private final String source;
  private final String field;
  private final byte[] body;
  private final Instant now;
  private final List<DeliveryReport> reports = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private int size;

  ReceiptArray(
      ReceiptNormaliser normaliser, String source, String field, byte[] body, Instant now) {
    this.normaliser = normaliser;
    this.source = source;
    this.field = field;
    this.body = body;
    this.now = now;
  }

  /** Reads the array whose start the parser stands on; one read before is forgotten. */
  void read(JsonParser json) throws IOException {
    reports.clear();
    rejected.clear();
    size = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      readElement(json, token);
      size++;
    }
  }

  /** How many elements it had, whatever they were. */
  int size() {
    return size;
  }

  List<DeliveryReport> reports() {
    return reports;
  }

  List<Rejected> rejected() {
    return rejected;
  }

  private void readElement(JsonParser json, JsonToken token) throws IOException {
    int start = UCloudJson.start(json);
    if (token != JsonToken.START_OBJECT) {
      json.skipChildren();
      reject(RejectReason.NOT_AN_OBJECT, "is not an object", slice(json, start));
      return;
    }
    ReceiptFields fields = ReceiptFields.read(json);
    Slice element = slice(json, start);
    RejectReason fault = ReceiptNormaliser.fault(fields, fields.sessionNo);
    if (fault == null) {
      reports.add(normaliser.report(fields, fields.sessionNo, element, now));
    } else if (fault == RejectReason.NO_PHONE) {
      reject(fault, "has no usable Phone", element);
    } else {
      reject(RejectReason.NO_SESSION_NO, "has no SessionNo", element);
    }
  }

  private Slice slice(JsonParser json, int start) throws IOException {
    return new Slice(body, start, UCloudJson.end(json));
  }

  private void reject(RejectReason reason, String what, Slice element) {
    String detail = field + "[" + size + "] " + what;
    rejected.add(reason.rejected(source, normaliser.account(), detail, element.bytes()));
  }
}
