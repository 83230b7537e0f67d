package io.dlrhub.provider.ucloud;

/**
 * Strict UTF-8. The JSON parser lets overlong forms and encoded surrogates pass; in a record's raw
 * element they would make the whole line unreadable for a stricter receiver.
 */
final class Utf8 {

  private Utf8() {}

  /** Index of the first byte that is not UTF-8, or of a NUL, which JSON has no place for; or −1. */
  static int firstFault(byte[] bytes) {
    int i = 0;
    int length = bytes.length;
    while (i < length) {
      int b = bytes[i];
      if (b > 0) {
        i++;
      } else {
        int size = sequence(bytes, i);
        if (size == 0) {
          return i;
        }
        i += size;
      }
    }
    return -1;
  }

  /** Length of the multi-byte sequence at that index; 0 where there is none. */
  private static int sequence(byte[] bytes, int at) {
    int lead = bytes[at] & 0xFF;
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    int size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (at + size > bytes.length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    if (second < lowestSecond(lead) || second > highestSecond(lead)) {
      return 0;
    }
    for (int i = 2; i < size; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return size;
  }

  private static int lowestSecond(int lead) {
    return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  }

  private static int highestSecond(int lead) {
    return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  }
}
