package io.dlrhub.provider.ucloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dlrhub.memory.BoundedJson;
import io.dlrhub.memory.Reservation;
import io.dlrhub.report.RejectReason;
import io.dlrhub.report.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an array of receipts that each name their message: {@code Data} of a push, {@code
 * ReportSet} of a pull. What it has read stays when the body breaks off in the middle.
 *
 * <p>Memory is reserved for what is made of it. Elements that nothing can be made of are kept one
 * by one up to a number, and those beyond as one range of the body.
 */
final class ReceiptArray {

  /** Measured: a report on its way into the ledger, beside three times its bytes. */
  static final int REPORT = 1500;

  static final int REJECT = 1000;

  /** Reserved at once, or two steps to the budget would be made for each element. */
  private static final int STEP = 32 * 1024;

  private final String account;
  private final String source;
  private final String field;
  private final byte[] body;
  private final BoundedJson bounds;
  private final Reservation held;
  private final List<Receipt> receipts = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private RejectedRange beyond;
  private int size;
  private long owed;

  ReceiptArray(
      String account,
      String source,
      String field,
      byte[] body,
      BoundedJson bounds,
      Reservation held) {
    this.account = account;
    this.source = source;
    this.field = field;
    this.body = body;
    this.bounds = bounds;
    this.held = held;
  }

  /** Reads the array whose start the parser stands on; one read before is forgotten. */
  void read(JsonParser json) throws IOException {
    receipts.clear();
    rejected.clear();
    beyond = null;
    size = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      bounds.limits().elements(size + 1L, field);
      readElement(json, token);
      size++;
    }
    held.objects(owed);
    owed = 0;
  }

  /** How many elements it had, whatever they were. */
  int size() {
    return size;
  }

  /** What it was split into. */
  Receipts result() {
    return new Receipts(receipts, rejected());
  }

  private List<Rejected> rejected() {
    if (beyond == null) {
      return rejected;
    }
    List<Rejected> all = new ArrayList<>(rejected);
    all.add(beyond.rejected(source, account, field, body));
    return all;
  }

  private void readElement(JsonParser json, JsonToken token) throws IOException {
    int start = UCloudJson.start(json);
    if (token != JsonToken.START_OBJECT) {
      bounds.skip(json);
      reject(RejectReason.NOT_AN_OBJECT, "is not an object", slice(json, start));
      return;
    }
    ReceiptFields fields = ReceiptFields.read(json, bounds);
    Slice element = slice(json, start);
    RejectReason fault = fields.fault(fields.sessionNo);
    if (fault == null) {
      owe(REPORT + 3L * element.length());
      receipts.add(new Receipt(fields.sessionNo, fields, element));
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
    if (beyond != null) {
      beyond.add(size, element);
    } else if (rejected.size() >= bounds.limits().rejects()) {
      beyond = new RejectedRange(size, what, element);
    } else {
      owe(REJECT + element.length());
      String detail = field + "[" + size + "] " + what;
      rejected.add(reason.rejected(source, account, detail, element.bytes()));
    }
  }

  private void owe(long bytes) {
    owed += bytes;
    if (owed > STEP) {
      held.objects(owed);
      owed = 0;
    }
  }
}
