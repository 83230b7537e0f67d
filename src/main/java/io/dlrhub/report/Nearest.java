package io.dlrhub.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word somebody most likely meant. */
public final class Nearest {

  private Nearest() {}

  /** The nearest of those words, by changed, missing, added and swapped letters. */
  public static Optional<String> to(String word, Collection<String> words) {
    return words.stream()
        .min(
            Comparator.comparingInt((String other) -> distance(word, other)).thenComparing(w -> w));
  }

  /** As the end of a sentence; empty when there is nothing to suggest. */
  public static String hint(String word, Collection<String> words) {
    return to(word, words).map(nearest -> "; the nearest known one is " + nearest).orElse("");
  }

  /** Damerau's distance with adjacent letters swapped once. */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (swapped(a, b, i, j)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static boolean swapped(String a, String b, int i, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
