#include "geo/insight/change.hpp"
#include "geo/picture/theme_classes.hpp"

namespace ntm {

namespace {

enum Entry : std::size_t {
    rose_hien_dai,
    rose_kieu_mau,
    rose_nang_cao,
    rose_ntm,
    fell,
    other_scope,
    same_held,
    same_none,
    not_in_scope,
    no_data
};

void add_entries(Classes& classes) {
    classes.add("change.rose_hien_dai", plain_style(0x6B3FA0), false);
    classes.add("change.rose_kieu_mau", plain_style(0x1B2F6B), true);
    classes.add("change.rose_nang_cao", plain_style(0x2F8FA3), true);
    classes.add("change.rose_ntm", plain_style(0x8CC7A1), true);
    classes.add("change.fell", pattern_style(0x9E1B32, 0xE7B6BE, Pattern::diagonal), true);
    classes.add("change.other_scope", plain_style(0xAEB8BF), false);
    classes.add("change.same_held", plain_style(0xE2E6E4), true);
    classes.add("change.same_none", plain_style(0xF6EEDC), true);
    classes.add("tier.not_in_scope",
                pattern_style(colours::not_applicable_fill, colours::not_applicable_ink, Pattern::dots), false);
    classes.add("tier.missing", pattern_style(colours::missing_fill, colours::absence_ink, Pattern::crosses), false);
}

Entry risen_to(Tier tier) {
    switch (tier) {
    case Tier::hien_dai:
        return rose_hien_dai;
    case Tier::kieu_mau:
        return rose_kieu_mau;
    case Tier::nang_cao:
        return rose_nang_cao;
    case Tier::none:
    case Tier::hoan_thanh:
    case Tier::ntm:
        break;
    }
    return rose_ntm;
}

Entry between(Tier before, Tier after) {
    switch (tier_change(before, after)) {
    case TierChange::none:
        return same_none;
    case TierChange::same:
        return same_held;
    case TierChange::fell:
        return fell;
    case TierChange::rose:
        break;
    }
    return risen_to(after);
}

Entry of_commune(const Snapshot& before, const Snapshot& after, std::size_t id) {
    if (before.in_scope[id] != after.in_scope[id]) {
        return other_scope;
    }
    if (after.in_scope[id] == 0) {
        return not_in_scope;
    }
    if (after.tier_class[id] == TierClass::missing) {
        return no_data;
    }
    return between(before.tier[id].tier, after.tier[id].tier);
}

} // namespace

Date change_since(const Snapshot& snapshot, const ThemeChoice& choice) {
    const auto asked = Date::parse(choice.of);
    return asked ? *asked : Date::from_ymd(snapshot.as_of.year() - 1, 12, 31).value_or(snapshot.as_of);
}

std::optional<Classes> change_classes(const Snapshot& snapshot, const ThemeChoice& choice, Level level) {
    if (!snapshot.atlas->recognitions.present) {
        return std::nullopt;
    }
    const Date since = change_since(snapshot, choice);
    const auto before = make_snapshot(snapshot.atlas, since, snapshot.plan_period);
    Classes classes;
    classes.title_key = level == Level::commune ? "legend.change" : "legend.change_title";
    classes.title_values = {{"since.vi", since.vietnamese()},
                            {"since.en", since.iso()},
                            {"date.vi", snapshot.as_of.vietnamese()},
                            {"date.en", snapshot.as_of.iso()}};
    const bool reform = crosses_reform(since, snapshot.as_of);
    classes.note_key = reform ? "legend.note.change_reform" : "legend.note.change";
    classes.note_values = classes.title_values;
    add_entries(classes);
    if (level == Level::commune) {
        classes.of_unit.resize(snapshot.tier.size());
        for (std::size_t id = 0; id < snapshot.tier.size(); ++id) {
            classes.set(id, of_commune(*before, snapshot, id));
        }
        return classes;
    }
    const auto& now = snapshot.title[static_cast<std::size_t>(level)];
    const auto& then = before->title[static_cast<std::size_t>(level)];
    classes.of_unit.resize(now.size());
    for (std::size_t id = 0; id < now.size(); ++id) {
        classes.set(id, between(then[id].tier, now[id].tier));
    }
    return classes;
}

} // namespace ntm
