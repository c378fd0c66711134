package dev.sallyport.plan;

/**
 * What of a plan covers an item of a checklist. Immutable.
 *
 * @param id the item's id
 * @param kind what covers it, as in {@link PlanDescription.Entry}; {@code verification} where it is
 *     what verifies an undo
 * @param path the id of that in the plan; of a verification, of what is undone
 * @param text what it is labelled by there
 * @param role who attests it in an approval; empty where it is no item of one
 */
public record Cover(String id, String kind, String path, String text, String role) {}
