//! Sorting, in one place: a sort for every type would be the largest part of the program.

/// The items in ascending order of two numbers; equal ones keep their order.
pub(crate) fn by_numbers<T>(mut items: Vec<T>, key: impl Fn(&T) -> (i64, u64)) -> Vec<T> {
    let keyed = items.iter().enumerate().map(|(place, item)| {
        let (first, second) = key(item);
        (first, second, place)
    });
    let order = order_of_numbers(keyed.collect());
    arrange(order, &mut |one, other| items.swap(one, other));
    items
}

/// The items in ascending order of a text; equal ones keep their order.
pub(crate) fn by_text<T>(items: Vec<T>, key: impl Fn(&T) -> &str) -> Vec<T> {
    by_bytes(items, |item| key(item).as_bytes())
}

/// The items in ascending order of bytes; equal ones keep their order.
pub(crate) fn by_bytes<T>(mut items: Vec<T>, key: impl Fn(&T) -> &[u8]) -> Vec<T> {
    let keyed = items.iter().enumerate().map(|(place, item)| (key(item), place));
    let order = order_of_bytes(keyed.collect());
    arrange(order, &mut |one, other| items.swap(one, other));
    items
}

/// Where what belongs at each place lies; empty where all lies there already. Most comes so: what
/// was read by time is sorted by time.
#[inline(never)]
fn order_of_numbers(mut keyed: Vec<(i64, u64, usize)>) -> Vec<usize> {
    if keyed.is_sorted() {
        return Vec::new();
    }
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, _, place)| place).collect()
}

#[inline(never)]
fn order_of_bytes(mut keyed: Vec<(&[u8], usize)>) -> Vec<usize> {
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, place)| place).collect()
}

/// Brings each item to its place, along the circles that the places to come from form.
#[inline(never)]
fn arrange(mut from: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..from.len() {
        let mut place = start;
        loop {
            let next = std::mem::replace(&mut from[place], place);
            if next == start {
                break;
            }
            swap(place, next);
            place = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = by_numbers(items, |(number, _)| (*number, 0));
        assert_eq!(sorted, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    proptest! {
        #[test]
        fn both_ways_order_as_the_library_does(
            items in prop::collection::vec((-3_i64..3, 0_u64..3, ".{0,2}"), 0..40),
        ) {
            let mut stable = items.clone();
            stable.sort_by_key(|(first, second, _)| (*first, *second));
            prop_assert_eq!(by_numbers(items.clone(), |(first, second, _)| (*first, *second)), stable);
            let mut stable = items.clone();
            stable.sort_by(|(.., one), (.., other)| one.cmp(other));
            prop_assert_eq!(by_text(items, |(.., text)| text), stable);
        }
    }

    #[test]
    fn texts_are_ordered_by_their_letters() {
        assert_eq!(by_text(vec!["b", "", "a"], |text| text), ["", "a", "b"]);
    }
}
