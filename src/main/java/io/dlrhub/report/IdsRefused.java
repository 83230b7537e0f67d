package io.dlrhub.report;

/**
 * Marks the failure of a query that the provider refuses for what is asked for, most likely for one
 * of the ids: the others can be asked for without it. An exception implements it.
 */
public interface IdsRefused {

  /** Why, for a person. */
  String reason();
}
