package io.dlrhub.report;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the word means with which a provider says what became of a message: the words of its
 * documents in both languages, their plain variants and the final states of SMPP 3.4 (section
 * 5.2.28), whatever the case, the width, the blanks and the punctuation (docs/record.md).
 */
public final class ResultWord {

  private static final Map<String, DeliveryStatus> WORDS = new HashMap<>();

  static {
    add(
        DeliveryStatus.DELIVERED,
        "发送成功 接收成功 投递成功 送达成功 短信发送成功 成功 送达 已送达 已接收 发送成功已送达"
            + " 發送成功 接收成功 投遞成功 送達成功 成功送达 成功送達 送達 已送達"
            + " success successful succeed succeeded successfully sendsuccess sendsuccessful"
            + " sendsuccessfully sendsucceeded sendingsuccess sendingsuccessful sendingsucceeded"
            + " sentsuccess sentsuccessful sentsuccessfully successfullysent deliverysuccess"
            + " deliverysuccessful deliverysucceeded delivered delivrd deliverd deliveredsuccessfully"
            + " successfullydelivered deliveredtohandset received receivedsuccessfully"
            + " successfullyreceived receivesuccess receivesuccessful receptionsuccess"
            + " receiptsuccess messagedelivered");
    add(
        DeliveryStatus.FAILED,
        "发送失败 接收失败 投递失败 送达失败 提交失败 短信发送失败 失败 未送达 未成功"
            + " 發送失敗 接收失敗 投遞失敗 送達失敗 提交失敗 失敗 未送達"
            + " fail failed failure sendfail sendfailed sendfailure sendingfail sendingfailed"
            + " sendingfailure sentfail sentfailed failedtosend sendunsuccessful submitfail"
            + " submitfailed submitfailure submissionfailed submissionfailure deliveryfail"
            + " deliveryfailed deliveryfailure faileddelivery failedtodeliver receivefail"
            + " receivefailed receptionfailed failedtoreceive unsuccessful notdelivered undelivered"
            + " undeliverable undeliv undelivrd notsent rejected rejectd expired deleted");
    add(
        DeliveryStatus.UNKNOWN,
        "状态未知 未知 未知状态 结果未知 狀態未知 未知狀態 未返回 发送中 等待回执"
            + " unknow unknown unknownstate unknownstatus unknowstate unknowstatus stateunknown"
            + " statusunknown unknownresult enroute accepted acceptd pending sending");
  }

  private ResultWord() {}

  private static void add(DeliveryStatus status, String words) {
    for (String word : words.split(" +")) {
      WORDS.put(word, status);
    }
  }

  /** What it means; unknown for one that nobody has documented, and for none. */
  public static DeliveryStatus status(String word) {
    DeliveryStatus known = find(word);
    return known == null ? DeliveryStatus.UNKNOWN : known;
  }

  /** Whether somebody has documented it; none counts as documented. */
  public static boolean isKnown(String word) {
    return word == null || word.isBlank() || find(word) != null;
  }

  private static DeliveryStatus find(String word) {
    if (word == null) {
      return null;
    }
    DeliveryStatus asWritten = WORDS.get(word);
    return asWritten == null ? WORDS.get(bare(word)) : asWritten;
  }

  /** Letters and digits alone, of the usual width, in lower case. */
  private static String bare(String word) {
    StringBuilder bare = new StringBuilder(word.length());
    Normalizer.normalize(word, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }
}
