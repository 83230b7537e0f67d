/** The file sink: lines that are on the disk when the writer returns. */
package io.dlrhub.sink.file;
