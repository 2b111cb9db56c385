//! Sorting, in one place: a sort for every type would be the largest part of the program.

/// The items in ascending order of two numbers; equal ones keep their order.
pub fn by_numbers<T>(items: Vec<T>, key: impl Fn(&T) -> (i64, u64)) -> Vec<T> {
    let keyed = items.iter().enumerate().map(|(place, item)| {
        let (first, second) = key(item);
        (first, second, place)
    });
    let mut order: Vec<(i64, u64, usize)> = keyed.collect();
    if is_sorted(&order) {
        return items;
    }
    order.sort_unstable();
    arranged(items, order.into_iter().map(|(_, _, place)| place))
}

/// Most come in order: what was read by time is sorted by time.
#[inline(never)]
fn is_sorted(order: &[(i64, u64, usize)]) -> bool {
    order.is_sorted()
}

/// The items in ascending order of a text; equal ones keep their order.
pub fn by_text<T>(items: Vec<T>, key: impl Fn(&T) -> &str) -> Vec<T> {
    let keyed = items.iter().enumerate().map(|(place, item)| (key(item).to_owned(), place));
    let mut order: Vec<(String, usize)> = keyed.collect();
    order.sort_unstable();
    arranged(items, order.into_iter().map(|(_, place)| place))
}

fn arranged<T>(items: Vec<T>, order: impl Iterator<Item = usize>) -> Vec<T> {
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.filter_map(|place| items.get_mut(place).and_then(Option::take)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = by_numbers(items, |(number, _)| (*number, 0));
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn texts_are_ordered_by_their_letters() {
        assert_eq!(by_text(vec!["b", "", "a"], |text| text), ["", "a", "b"]);
    }
}
