/** Other forms of records than their JSON: some fields, CSV, CloudEvents. */
package io.dlrhub.sink.shape;
