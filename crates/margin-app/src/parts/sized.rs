//! The size of an element, followed as it changes.

use leptos::html;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ResizeObserver, ResizeObserverEntry};

/// Width and height of an element's content, in CSS pixels; nothing until it stands in the page.
pub fn size_of(element: NodeRef<html::Div>) -> Signal<Option<(f64, f64)>> {
    let (size, set_size) = signal(None);
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let on_resize = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let entry: ResizeObserverEntry = entries.get(0).unchecked_into();
            let content = entry.content_rect();
            set_size.set(Some((content.width(), content.height())));
        });
        let callback: &JsValue = on_resize.as_ref();
        if let Ok(observer) = ResizeObserver::new(callback.unchecked_ref()) {
            observer.observe(&element);
            // Both live for as long as the element is shown.
            let kept = SendWrapper::new((observer, on_resize));
            on_cleanup(move || kept.0.disconnect());
        }
    });
    size.into()
}
