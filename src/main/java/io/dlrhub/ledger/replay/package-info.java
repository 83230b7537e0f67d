/** What a replay sends again: rules on values, whatever keeps the log. */
package io.dlrhub.ledger.replay;
