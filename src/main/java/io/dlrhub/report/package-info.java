/**
 * The vocabulary: records and what they are made of, their identity, their JSON. Knows no Camel, no
 * database and none of the other packages. See docs/record.md.
 */
package io.dlrhub.report;
