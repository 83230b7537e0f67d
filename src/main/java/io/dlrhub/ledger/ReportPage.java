package io.dlrhub.ledger;

import java.util.List;

/**
 * Reports, newest first.
 *
 * @param lines each as one line of JSON
 * @param positions where each lies in the log
 * @param next what to ask for as {@code before} to go on; 0 where everything has been looked at
 * @param complete false where the search ended because it had taken long enough, before it had as
 *     many as were wanted and before the end
 */
public record ReportPage(List<byte[]> lines, List<Long> positions, long next, boolean complete) {}
