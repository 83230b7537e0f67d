/** Lists of sent messages as people write them: JSON, NDJSON and CSV. See docs/tracking.md. */
package io.dlrhub.messages;
